"""Photograph every page, light and dark, wide and narrow, into screenshots/, and the README's one."""

import csv
import os
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"]


def article_id() -> str:
    with (ROOT / "data" / "articles.csv").open(encoding="utf-8", newline="") as file:
        return next(row["id"] for row in csv.DictReader(file) if "chas-pravdy" in row["id"])


def addresses() -> dict[str, str]:
    return {
        "overview": "/",
        "overview-by-category": "/?by=category&period=quarter",
        "organizations": "/organizations",
        "organizations-filtered": "/organizations?country=DE&year=2023&year=2024",
        "organization": "/organization?id=amnesty-international",
        "organization-unknown": "/organization?id=amnesty",
        "articles": "/articles?topic=reaction",
        "articles-table": "/articles?view=table",
        "articles-empty": "/articles?q=nothing-at-all&nonsense=1",
        "article": f"/article?id={article_id()}",
        "data": "/data",
    }


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
    page.locator(".ur-footer").wait_for()
    page.wait_for_timeout(800)
    if whole:
        height = page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight")
        page.set_viewport_size({"width": width, "height": min(int(height), 6000)})
        page.wait_for_timeout(500)
    page.screenshot(path=path)


def main() -> None:
    folder = ROOT / "screenshots"
    folder.mkdir(exist_ok=True)
    server, base = serve()
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=ARGUMENTS
            )
            for scheme in ("light", "dark"):
                page = browser.new_page(color_scheme=scheme)
                for width in (1400, 390):
                    for name, path in addresses().items():
                        photograph(
                            page, base + path, width, folder / f"{name}-{width}-{scheme}.png"
                        )
                if scheme == "light":
                    photograph(page, base, 1400, ROOT / "docs" / "screenshot.png", whole=False)
    finally:
        server.terminate()


if __name__ == "__main__":
    main()
