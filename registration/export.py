"""Everything that is stored about one person, for that person."""

from events.compiler.dates import local_iso
from registration import questions


def answers(registration):
    """`[{id, label, answer, words}]`, in the person's language."""
    details = registration.details
    asked = {row.id: row for row in questions.asked(registration.edition, details["language"])}
    return [_answer(asked.get(name), name, value) for name, value in details["answers"].items()]


def _answer(question, name, value):
    label, words = (question.label, question.in_words(value)) if question else ("", "")
    return {"id": name, "label": label, "answer": value, "words": words}


def transitions(registration):
    """`[{act, before, after, by, at}]`, oldest first."""
    return [
        {
            "act": row.act,
            "before": row.before,
            "after": row.after,
            "by": "clock" if row.is_by_clock else "registrar" if row.user_id else "person",
            "at": local_iso(registration.edition, row.happened_at),
        }
        for row in registration.transitions.all()
    ]


def messages(registration):
    """`[{kind, state, queued_at, sent_at}]` of mails, oldest first."""
    edition = registration.edition
    return [
        {
            "kind": row.kind,
            "state": row.state,
            "queued_at": local_iso(edition, row.queued_at),
            "sent_at": row.sent_at and local_iso(edition, row.sent_at),
        }
        for row in registration.messages.all()
    ]
