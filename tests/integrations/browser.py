"""
A page in a browser without a screen.
"""

import json
import re
import shutil
import subprocess
from pathlib import Path

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
MEASURE = """
<iframe style="width:{width}px;height:30000px;border:0"></iframe>
<script>
const frame = document.querySelector("iframe");
frame.onload = () => {{
  const page = frame.contentDocument.documentElement;
  const hidden = one => getComputedStyle(one.closest("thead") ?? one).position == "absolute";
  const cut = [...page.querySelectorAll("body *")].filter(one =>
    one.checkVisibility() && !hidden(one) && one.getBoundingClientRect().right > {width} + 1);
  document.title = JSON.stringify([page.scrollWidth, cut.length]);
}};
frame.srcdoc = {text};
</script>
"""


def width_of(page: str, width: int, folder: Path) -> tuple[int, int]:
    """
    Return how wide a page is in a window of a width, and how many of its parts are cut.
    """
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None:
        raise FileNotFoundError("no chromium: install Debian's package `chromium`")
    text = json.dumps(page).replace("</", "<\\/")
    path = folder / "measure.html"
    path.write_text(MEASURE.format(width=width, text=text), encoding="utf-8")
    flags = [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--virtual-time-budget=5000",
    ]
    done = subprocess.run(  # noqa: S603 - the browser that is installed
        [browser, *flags, "--window-size=1600,1000", "--dump-dom", path.as_uri()],
        check=True,
        capture_output=True,
        text=True,
    )
    found = re.search(r"<title>\[(\d+),(\d+)\]</title>", done.stdout)
    assert found is not None, done.stdout[:500]
    wide, cut = found.groups()
    return int(wide), int(cut)
