"""
Run against an installed wheel, without the sources and without any extra.
"""

import sys
from importlib import metadata, resources

import followup_rules
from followup_rules.errors import MissingExtraError
from followup_rules.rulebooks import repair
from followup_rules.timing import calendars


def main() -> None:
    """
    Check what a wheel must bring, and that nothing optional is needed for it.
    """
    assert "site-packages" in (followup_rules.__file__ or "")
    assert resources.files("followup_rules").joinpath("py.typed").is_file()
    assert metadata.version("followup-rules")
    for name in followup_rules.__all__:
        assert getattr(followup_rules, name) is not None, name
    assert repair.VISIT_QUOTAS["office"].required(population=7) == 1
    for extra in ("hypothesis", "chinese_calendar", "narwhals", "tomlkit"):
        assert extra not in sys.modules, extra
    refusal = ""
    try:
        calendars.china()
    except MissingExtraError as error:
        refusal = str(error)
    assert "followup-rules[china]" in refusal, "the extra was not to be installed here"
    print("wheel: ok")  # noqa: T201 - the answer of a script


if __name__ == "__main__":
    main()
