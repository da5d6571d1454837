"""Photograph every page, in both languages, light and dark, wide and narrow, into screenshots/, and the README's one.

Every chart stands once more on a contact sheet for each width and scheme, and every page on a film strip of what
is seen while it loads on a slow line.
"""

import csv
import io
import os
import socket
import subprocess
import sys
import time
import urllib.request
from itertools import product
from pathlib import Path

from PIL import Image, ImageDraw
from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.lines import LINES, visit

ROOT = Path(__file__).resolve().parent.parent
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"]


def article_id() -> str:
    with (ROOT / "data" / "articles.csv").open(encoding="utf-8", newline="") as file:
        return next(row["id"] for row in csv.DictReader(file) if "chas-pravdy" in row["id"])


def addresses() -> dict[str, str]:
    return {
        "overview": "/",
        "overview-by-category": "/?by=category&period=quarter",
        "charts": "/charts?show=where",
        "organizations": "/organizations",
        "organizations-filtered": "/organizations?country=DE&year=2023&year=2024",
        "organization": "/organization?id=amnesty-international",
        "organization-unknown": "/organization?id=amnesty",
        "articles": "/articles?topic=reaction",
        "articles-table": "/articles?view=table",
        "articles-empty": "/articles?q=nothing-at-all&nonsense=1",
        "article": f"/article?id={article_id()}",
        "check": "/check",
        "data": "/data",
        "changes": "/changes",
        "about": "/about",
    }


CHARTS = (
    "/charts?show=when&by=category",
    "/charts?show=when&year=2023&year=2024",
    "/charts?show=where",
    "/charts?show=where&map=europe&country=LV",
    "/charts?show=what",
    "/charts?show=what&measure=share&category=media",
    "/charts?show=delay",
    "/charts?show=followed",
    "/charts?show=calendar",
    "/charts?show=coverage",
    "/charts?show=voices",
    "/organization?id=open-russia-civic-movement",
    "/charts?show=when&q=amnesty",
)
"""Every chart, also with a choice, and with too little to draw."""
FILM = (1, 2, 4, 8, 16, 24, 32)
"""Seconds after which a page that loads on a slow line is photographed."""
SHEET_HEIGHT = 3000
GAP = 24


def serve() -> tuple[subprocess.Popen[bytes], str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = subprocess.Popen(
        [sys.executable, "-m", "dashboard", "serve", "--port", str(port)], cwd=ROOT
    )
    base = f"http://localhost:{port}"
    for _ in range(120):
        try:
            urllib.request.urlopen(f"{base}/_stcore/health", timeout=1)
            return server, base
        except OSError:
            time.sleep(0.5)
    server.kill()
    raise SystemExit("The dashboard did not start.")


def photograph(page: Page, address: str, width: int, path: Path, *, whole: bool = True) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(address)
    page.locator("#root .ur-footer").wait_for()
    page.wait_for_timeout(800)
    if whole:
        height = page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight")
        page.set_viewport_size({"width": width, "height": min(int(height), 6000)})
        page.wait_for_timeout(500)
    page.screenshot(path=path)


def contact_sheet(page: Page, base: str, width: int, path: Path) -> None:
    """Put all charts beside each other on one picture, in columns."""
    pictures = []
    for address in CHARTS:
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(base + address)
        page.locator("#root .ur-footer").wait_for()
        # As tall as the page: nothing that stays in place while scrolling lies on a chart then.
        height = page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight")
        page.set_viewport_size({"width": width, "height": int(height) + 200})
        page.wait_for_timeout(1500)
        for chart in page.locator(".ur-panel").all():
            pictures.append(Image.open(io.BytesIO(chart.screenshot())))
    columns: list[list[Image.Image]] = [[]]
    for picture in pictures:
        used = sum(each.height + GAP for each in columns[-1])
        if columns[-1] and used + picture.height > SHEET_HEIGHT:
            columns.append([])
        columns[-1].append(picture)
    wide = max(picture.width for picture in pictures) + GAP
    tall = max(sum(each.height + GAP for each in column) for column in columns)
    sheet = Image.new("RGB", (wide * len(columns) + GAP, tall + GAP), "#808080")
    for place, column in enumerate(columns):
        y = GAP
        for picture in column:
            sheet.paste(picture, (GAP + place * wide, y))
            y += picture.height + GAP
    sheet.save(path)


def film_strip(browser: Browser, base: str, path: str, file: Path) -> None:
    """Put what is seen of a page while it loads on a slow line beside each other, with the seconds."""
    frames = []
    with visit(browser, "about:blank", None) as page:
        LINES[0].throttle(page)
        begun = time.monotonic()
        page.goto(base + path, wait_until="commit")
        for second in FILM:
            page.wait_for_timeout(max(0.0, 1000 * (second - (time.monotonic() - begun))))
            frames.append((second, Image.open(io.BytesIO(page.screenshot()))))
    wide, tall = frames[0][1].size[0] // 3, frames[0][1].size[1] // 3
    strip = Image.new("RGB", ((wide + GAP) * len(frames) + GAP, tall + 3 * GAP), "#808080")
    for place, (second, frame) in enumerate(frames):
        x = GAP + place * (wide + GAP)
        strip.paste(frame.resize((wide, tall)), (x, 2 * GAP))
        ImageDraw.Draw(strip).text((x, GAP // 2), f"{second} s", fill="#FFFFFF")
    strip.save(file)


def main() -> None:
    folder = ROOT / "screenshots"
    folder.mkdir(exist_ok=True)
    server, base = serve()
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=ARGUMENTS
            )
            for name, path in addresses().items():
                film_strip(browser, base, path, folder / f"film-{name}.png")
            for locale, scheme in product(("en-GB", "ru-RU"), ("light", "dark")):
                page = browser.new_page(color_scheme=scheme, locale=locale)
                kind = f"{scheme}-{locale[:2]}"
                for width in (1400, 390):
                    for name, path in addresses().items():
                        photograph(page, base + path, width, folder / f"{name}-{width}-{kind}.png")
                    contact_sheet(page, base, width, folder / f"charts-{width}-{kind}.png")
                if kind == "light-en":
                    photograph(page, base, 1400, ROOT / "docs" / "screenshot.png", whole=False)
    finally:
        server.terminate()


if __name__ == "__main__":
    main()
