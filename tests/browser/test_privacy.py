"""What visiting the site leaves behind in the reader's browser, and tells to others."""

import http.server
import threading

from tests.browser.test_reading import visit

PLACES = "[Object.keys(localStorage), Object.keys(sessionStorage)]"


def test_one_cookie_is_all_that_is_left(browser, site):
    context = browser.new_context(base_url=site)
    page = context.new_page()
    for address in ("/", "/organizations?q=secret", "/organization?id=meduza", "/check"):
        visit(page, address)
    (cookie,) = context.cookies()
    assert (cookie["name"], cookie["expires"], cookie["sameSite"]) == ("_streamlit_xsrf", -1, "Lax")
    page.goto("/robots.txt")  # without scripts: what is there was left by the pages before
    assert page.evaluate(PLACES) == [[], []]
    assert page.evaluate("indexedDB.databases().then(all => all.length)") == 0
    assert page.evaluate("caches.keys().then(all => all.length)") == 0
    assert page.evaluate("navigator.serviceWorker.getRegistrations().then(all => all.length)") == 0
    context.close()


def test_machines_and_share_pages_set_no_cookie_at_all(browser, site):
    context = browser.new_context(base_url=site)
    page = context.new_page()
    for address in ("/o/meduza", "/api/v1/designations", "/feed.xml", "/o/meduza.png"):
        page.goto(address)
    assert context.cookies() == []
    context.close()


def test_another_site_is_not_told_where_a_reader_came_from(browser, site):
    heard = []

    class Stranger(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            heard.append((self.path, self.headers.get("Referer"), self.headers.get("Cookie")))
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_arguments):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Stranger)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_address[1]}/"
    context = browser.new_context(base_url=site)
    page = context.new_page()
    try:
        for number, start in enumerate(("/organization?id=meduza", "/o/meduza")):
            if start.startswith("/o/"):
                page.goto(start)
            else:
                visit(page, start)
            link = page.locator("a[href^=http]:visible").filter(has_text="").first
            # The page's own link, with all that it carries, to a host that can be listened to.
            link.evaluate(f"(a) => {{ a.href = '{address}{number}' }}")
            if link.get_attribute("target") == "_blank":
                with context.expect_page() as opened:
                    link.click()
                opened.value.wait_for_load_state()
                assert opened.value.evaluate("[document.referrer, window.opener]") == ["", None]
            else:
                link.click()
                page.wait_for_url(f"{address}{number}")
                assert page.evaluate("document.referrer") == ""
    finally:
        context.close()
        server.shutdown()
        server.server_close()
    asked = [each for each in heard if "favicon" not in each[0]]
    assert asked == [("/0", None, None), ("/1", None, None)]
