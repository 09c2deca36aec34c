"""Everything kept about one person, to read and to carry away (GDPR, Articles 15 and 20)."""

from registration import questions, words


def everything(registration, language):
    """A document (JSON) of one registration; the words in it are in `language`."""
    details, edition = registration.details, registration.edition
    asked = questions.asked(edition, language)
    return {
        "edition": edition.slug,
        "state": registration.state,
        "state_words": words.heading(registration),
        "seat": registration.pool.kind,
        "name": details["name"],
        "email": details["email"],
        "language": details["language"],
        "answers": [
            {
                "question": row.label,
                "answer": row.in_words(details["answers"][row.id]),
                "purpose": row.purpose,
                "seen_by": str(row.audience_words),
                "deleted_on": _iso(row.deleted_on or edition.admission.purge_on),
            }
            for row in asked
            if row.id in details["answers"]
        ],
        "notes_of_registrars": details["notes"],
        "lot": registration.lot,
        "moments": {
            name: _iso(getattr(registration, name))
            for name in (
                *("received_at", "proved_at", "queued_at", "held_until"),
                *("reconfirm_asked_at", "reconfirmed_at"),
            )
        },
        "log": [
            {
                "act": row.act,
                "before": row.before,
                "after": row.after,
                "happened_at": _iso(row.happened_at),
            }
            for row in registration.transitions.all()
        ],
        "mails": [
            {"kind": row.kind, "state": row.state, "sent_at": _iso(row.sent_at)}
            for row in registration.messages.all()
        ],
        "deleted_on": _iso(edition.admission.purge_on),
    }


def _iso(moment):
    return moment and moment.isoformat()
