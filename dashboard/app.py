"""The ASGI entry: `streamlit run dashboard/app.py`."""

import asyncio
import gc
import sys
import threading
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, suppress
from pathlib import Path

_HERE = Path(__file__).resolve().parent
if str(_HERE.parent) not in sys.path:
    # `streamlit run dashboard/app.py` in a checkout that was not installed.
    sys.path.append(str(_HERE.parent))

import streamlit as st  # noqa: E402

from dashboard import settings  # noqa: E402
from dashboard.asking.address import Site  # noqa: E402
from dashboard.catalog import PackageError, load_catalog  # noqa: E402
from dashboard.documents.bulk_files import make_aside  # noqa: E402
from dashboard.documents.pages import PAGES  # noqa: E402
from dashboard.names.room import Room  # noqa: E402
from dashboard.names.worker import Worker, serve_with  # noqa: E402
from dashboard.register import watching  # noqa: E402
from dashboard.screen import patches  # noqa: E402
from dashboard.web import application, arriving, invalid_requests  # noqa: E402
from dashboard.web.metrics import set_up_logging  # noqa: E402
from dashboard.web.nodelay import send_at_once  # noqa: E402
from dashboard.web.shutdown import end_in_time  # noqa: E402
from dashboard.web.uploads import keep_off_the_disk  # noqa: E402

_base = patches.serve_below(settings.base_path())
settings.serve_below(_base)
patches.ask_no_address_service()
patches.read_the_theme_once()
set_up_logging()
keep_off_the_disk()
invalid_requests.forgive()
arriving.limit()

_FILES_AT_ONCE = 48
"""Number of threads that make result files or wait for their turn; a network may use three."""

_room = Room()
_site = Site(
    base=f"/{_base}" if _base else "",
    pages=tuple(page.path for page in PAGES if page.in_menu),
    details=tuple(page.path for page in PAGES if not page.in_menu),
)


@asynccontextmanager
async def _started(_app: st.App) -> AsyncIterator[None]:
    # Switch threads five times sooner than by default, because the event loop, which serves all
    # clients, needs the GIL dozens of times for each page.
    sys.setswitchinterval(0.001)
    # Streamlit makes download files in this thread pool, where some wait for their turn.
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(_FILES_AT_ONCE, "files"))
    end_in_time()
    send_at_once()
    running = patches.running()
    patches.keep_few_files(running.uploaded_file_mgr)
    _room.measure(patches.sizes_of_files(running.uploaded_file_mgr))
    patches.end_with_their_page(running)
    with suppress(PackageError):  # the pages and the log report the error
        load_catalog()
    worker = Worker(settings.data_directory().absolute())
    threading.Thread(target=worker.start, daemon=True).start()
    serve_with(worker)
    make_aside(settings.data_directory().absolute())
    # Objects loaded until now are never freed, so exclude them from garbage collection.
    gc.collect()
    gc.freeze()
    looking = watching.start(settings.data_directory())
    yield
    serve_with(None)
    make_aside(None)
    worker.stop()
    if looking:
        looking.cancel()


app = st.App(
    _HERE / "main.py",
    routes=application.routes(_site),
    middleware=application.middleware(_site, _room),
    exception_handlers=application.HANDLERS,
    lifespan=_started,
)
