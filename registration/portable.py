"""Everything kept about one person, to read and to carry away (GDPR, Articles 15 and 20)."""

from registration import questions, words


def everything(registration, language):
    """A document (JSON) of one registration; the words in it are in `language`."""
    details, edition = registration.details, registration.edition
    asked = {row.id: row for row in questions.asked(edition, language)}
    return {
        "edition": edition.slug,
        "state": registration.state,
        "state_words": words.heading(registration),
        "seat": registration.pool.kind,
        "name": details["name"],
        "email": details["email"],
        "language": details["language"],
        "answers": [
            _answer(name, value, asked.get(name), edition)
            for name, value in details["answers"].items()
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
                "by": "clock" if row.is_by_clock else "registrar" if row.user_id else "person",
                "happened_at": _iso(row.happened_at),
            }
            for row in registration.transitions.all()
        ],
        "mails": [
            {
                "kind": row.kind,
                "state": row.state,
                "queued_at": _iso(row.queued_at),
                "sent_at": _iso(row.sent_at),
            }
            for row in registration.messages.all()
        ],
        "deleted_on": _iso(edition.admission.purge_on),
    }


def _answer(name, value, question, edition):
    """An answer with its question; of one that is asked no more only the answer is left."""
    if question is None:
        return {
            "id": name,
            "question": "",
            "answer": str(value),
            "purpose": "",
            "seen_by": "",
            "deleted_on": _iso(edition.admission.purge_on),
        }
    return {
        "id": name,
        "question": question.label,
        "answer": question.in_words(value),
        "purpose": question.purpose,
        "seen_by": str(question.audience_words),
        "deleted_on": _iso(question.deleted_on or edition.admission.purge_on),
    }


def _iso(moment):
    return moment and moment.isoformat()
