"""Languages that the site offers. Adding one is described in docs/languages.md."""

from django.conf.locale import LANG_INFO
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy

# Languages that Django does not know yet.
LANG_INFO.setdefault("ks", {"bidi": True, "code": "ks", "name": "Kashmiri", "name_local": "کٲشُر"})


def configured(codes):
    """Django's LANGUAGES from codes such as ["en", "ar"], the first being the default."""
    unknown = [code for code in codes if "name" not in LANG_INFO.get(code, {})]
    if unknown or not codes:
        raise ImproperlyConfigured(
            f"MAJLIS_LANGUAGES names an unknown language: {', '.join(unknown) or '(none)'}."
            " Describe it in cms/settings/languages.py first."
        )
    names = {code: LANG_INFO[code]["name"] for code in codes}
    return [(code, gettext_lazy(name)) for code, name in names.items()]


def right_to_left():
    return sorted(code for code, info in LANG_INFO.items() if info.get("bidi"))
