"""What happens: editions, their programme, speakers, announcements, and the compiled snapshots."""

from events.models.announcements import AnnouncementPage
from events.models.editions import Edition, EditionOrganiser, EditionPage
from events.models.programme import Room, Slot, Track
from events.models.sessions import SessionPage, SessionSpeaker
from events.models.snapshots import Heartbeat, Snapshot
from events.models.speakers import SpeakerIndexPage, SpeakerLink, SpeakerPage

__all__ = [
    "AnnouncementPage",
    "Edition",
    "EditionOrganiser",
    "EditionPage",
    "Heartbeat",
    "Room",
    "SessionPage",
    "SessionSpeaker",
    "Slot",
    "Snapshot",
    "SpeakerIndexPage",
    "SpeakerLink",
    "SpeakerPage",
    "Track",
]
