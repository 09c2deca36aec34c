"""Form controls of the desk that work without a script."""

from django import forms


class SearchableSelect(forms.TextInput):
    """A text field that offers the choices while one types; the browser does the searching."""

    template_name = "cms/desk/widgets/searchable_select.html"

    def __init__(self, options, **kwargs):
        super().__init__(**kwargs)
        self.options = options

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        context["options"] = self.options()
        context["widget"]["attrs"]["list"] = f"list-{name}"
        return context


class OrderedCheckboxes(forms.CheckboxSelectMultiple):
    """Checkboxes with a number beside each that says its place; the value is a list in order."""

    template_name = "cms/desk/widgets/ordered_checkboxes.html"

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        chosen = [str(code) for code in value or []]
        rows = [
            option
            for _group, options, _index in context["widget"]["optgroups"]
            for option in options
        ]
        for number, row in enumerate(rows, start=1):
            code = str(row["value"])
            is_chosen = code in chosen
            row["place"] = chosen.index(code) + 1 if is_chosen else len(chosen) + number
        context["rows"] = sorted(rows, key=lambda row: row["place"])
        for place, row in enumerate(context["rows"], start=1):
            row["place"] = place
        return context

    def value_from_datadict(self, data, files, name):
        chosen = super().value_from_datadict(data, files, name) or []
        return sorted(chosen, key=lambda code: _place(data.get(f"{name}-place-{code}")))

    def value_omitted_from_data(self, data, files, name):
        return False


def _place(text):
    return int(text) if text and text.isdecimal() else 1000
