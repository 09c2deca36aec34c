"""Texts of the scripts are named by numbers: pwa/frontend/numbering.ts."""

import json
import subprocess

import pytest

from tests.pwa.conftest import FRONTEND


@pytest.fixture
def build(tmp_path):
    """Builds an app of some sources; its first script and texts, or what went wrong."""

    def run(**sources):
        for name, code in sources.items():
            path = tmp_path / "src" / f"{name.replace('__', '/')}.tsx"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(code)
        config = str(FRONTEND / "vite.config.ts")
        done = subprocess.run(
            ["npx", "vite", "build", tmp_path, "--config", config, "--mode=app", "--outDir=out"],
            cwd=FRONTEND,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            return done.stderr, None
        (script,) = (tmp_path / "out").glob("main-*.js")
        return script.read_text(), json.loads((tmp_path / "out" / "words.json").read_text())

    return run


def test_scripts_have_numbers_in_the_place_of_texts(build):
    main = 'alert(t("One"), t("Two", { a: "b" }), t("One"), pt("here", ", "), tn(5, "day", "days"))'

    script, texts = build(main=main)

    assert script.strip() == "alert(t(0),t(1,{a:`b`}),t(0),pt(2),tn(5,3));"
    assert texts == [
        {"text": "One"},
        {"text": "Two"},
        {"context": "here", "text": ", "},
        {"text": "day", "plural": "days"},
    ]


def test_texts_that_only_registration_has_come_last_and_apart(build, tmp_path):
    build(
        main='alert(t("Zebra")); import("./registration/registration")',
        registration__registration='alert(t("Apple"), t("Zebra"))',
    )

    out = tmp_path / "out"
    assert json.loads((out / "words.json").read_text()) == [{"text": "Zebra"}]
    assert json.loads((out / "words-registration.json").read_text()) == [{"text": "Apple"}]
    (script,) = out.glob("registration-*.js")
    assert "t(1),t(0)" in script.read_text()


@pytest.mark.parametrize(
    "call", ["t(name)", "t(`a ${name}`)", 't("a" + name)', "t()", "tn(5, name, name)"]
)
def test_a_text_that_is_not_written_out_ends_the_build(build, call):
    problem, _texts = build(main=f"alert({call})")

    assert f"main.tsx: {call}" in problem
