"""`/check`: check a name, a list or a text for designated organizations."""

from __future__ import annotations

import hashlib
import sys
import time
from collections import Counter
from collections.abc import Callable, Hashable
from dataclasses import replace
from typing import Any

import streamlit as st

from dashboard import locale
from dashboard.asking.address import Address
from dashboard.catalog import Catalog
from dashboard.catalog.history import came_since, history
from dashboard.catalog.register_state import register_state
from dashboard.documents import check_answers
from dashboard.documents.check import busy, foot, head, law, marked_copy
from dashboard.documents.markup import markup
from dashboard.locale import gettext as _
from dashboard.locale import ngettext
from dashboard.names import VERDICTS, checked_list
from dashboard.names.awaiting import with_undescribed
from dashboard.names.holding import HOLDING, FullError, size_of
from dashboard.names.matching import LONGEST
from dashboard.names.worker import BusyError, checker
from dashboard.screen.check_run import ListJob, TextJob, check_name, read_file, spending, work
from dashboard.screen.failure import surviving
from dashboard.screen.mount import mount, render
from dashboard.screen.showing import Context, title
from dashboard.sheets import row_files
from dashboard.sheets.decoding import UploadError
from dashboard.sheets.reading import (
    MAX_BYTES,
    MAX_TEXT,
    Sheet,
    check_length,
    read_lines,
    read_text,
)

_SHOWN_ROWS = 200
_SHOWN_TEXT = 60_000
_LIST, _TEXT = "check-list-job", "check-text-job"
_REFUSED = "check-list-refused"
_REFUSALS = 8
"""Refused files that are remembered: each is one for each choice of its first row."""
_FULL = "check-full"
_PAUSE = 20.0
"""Seconds after which a list is read again that did not fit into memory."""


def show(context: Context) -> None:
    """Show the page."""
    title(context.name)
    context = replace(context, catalog=with_undescribed(context.catalog))
    mount((*context.before, head(context.catalog)))
    language = locale.current().code
    name, names, text = st.tabs([_("A name"), _("A list"), _("A text")], key="check-tabs")
    with name:
        _name(context, language)
    with names:
        _list(context)
    with text:
        _text(context)
    # Show this once for both, because each message makes the browser render once.
    limit = markup("check_limit.html", size=largest_upload())
    mount((limit, foot(context.catalog, context.address), *context.after))


@st.fragment
@surviving  # a fragment runs without the frame
def _name(context: Context, language: str) -> None:
    locale.use(language)  # a fragment runs without the frame, which sets it
    query = st.text_input(
        _("Name of an organization"),
        key="check-name",
        live="250ms",
        max_chars=LONGEST,
        placeholder=_("in any script, with or without its legal form"),
        autocomplete="off",
    )
    if not query.strip():
        return
    client = st.context.ip_address or ""
    try:
        answer = check_name(checker(context.catalog, spending(client)), query, client)
    except BusyError:
        render("check_error.html", text=busy())
        return
    render(
        "check_answer.html",
        law=law(context.address),
        answer=check_answers.answer_record(context.catalog, context.address, answer),
        as_of=context.catalog.as_of,
        not_found=register_state(context.catalog).not_found(),
    )


def largest_upload() -> int:
    """Return the maximum size of a file in MB, which the server enforces."""
    return min(int(st.get_option("server.maxUploadSize")), MAX_BYTES // 1_000_000)


# The list and the text are not fragments, because a click in a fragment does not interrupt its own
# run, but the stop button must.
def _list(context: Context) -> None:
    # The style sheet places the two side by side; Streamlit columns would need more messages.
    pasted = st.text_area(
        _("One name per line"), key="check-names", height=150, max_chars=MAX_TEXT,
        placeholder=_("or cells copied from a spreadsheet"),
    )  # fmt: skip
    file = st.file_uploader(
        _("or a file: XLSX, CSV or TXT"), key="check-file", max_upload_size=largest_upload()
    )
    headed = None
    if file is not None:
        choices = {_("detect"): None, _("column headings"): True, _("already a name"): False}
        chosen = st.radio(_("First row"), list(choices), horizontal=True, key="check-headed")
        headed = choices[chosen]
    if file is None and not pasted.strip():
        st.session_state.pop(_LIST, None)
        # A click on the button first commits the typed text, and then checks it.
        st.button(_("Check the names"), type="primary", key="check-start")
        return
    source = (file.file_id, headed) if file is not None else _mark(pasted)
    # Do not read a refused file again at each run, because reading may be expensive.
    refused: dict[Hashable, str] = st.session_state.setdefault(_REFUSED, {})
    if source in refused:
        render("check_error.html", text=refused[source])
        return
    try:
        job = _list_job(source, file, pasted, headed)
    except UploadError as error:
        refused[source] = str(error)
        for old in list(refused)[:-_REFUSALS]:
            del refused[old]
        render("check_error.html", text=str(error))
        return
    except (FullError, BusyError):
        render("check_error.html", text=busy())
        return
    if job.sheet.remarks:
        render("check_error.html", text=" ".join(job.sheet.remarks))
    column = _column(job.sheet)
    if column != job.column:
        job = st.session_state[_LIST] = ListJob(source, job.sheet, column)
    count = ngettext("Check {n} name", "Check {n} names", len(job.sheet.rows))
    if st.button(count, type="primary", key="check-start"):
        job.answers.clear()
        job.running = True
    _work(context, job, "check-list")
    if job.answers:
        _list_results(context, job)


def _work(context: Context, job: ListJob | TextJob, key: str) -> None:
    client = st.context.ip_address or ""
    try:
        work(job, checker(context.catalog, spending(client)), key, client)
    except BusyError:
        render("check_error.html", text=busy())


def _mark(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _list_job(source: Hashable, file: Any, pasted: str, headed: bool | None) -> ListJob:
    job: ListJob | None = st.session_state.get(_LIST)
    if job is None or job.source != source:
        st.session_state.pop(_LIST, None)
        _wait_for_room(source)
        with st.spinner(_("Reading …")):
            sheet = (
                read_file(file.getvalue(), headed, str(st.context.ip_address or ""))
                if file is not None
                else read_lines(pasted)
            )
        _keep(source, sheet, size_of(sheet))
        job = st.session_state[_LIST] = ListJob(source, sheet, sheet.likeliest)
    return job


def _keep(source: Hashable, held: object, size: int) -> None:
    """Count the memory of a check while it exists.

    Raises:
        FullError: The limit would be exceeded.
    """
    try:
        HOLDING.keep(held, size, str(st.context.ip_address or ""))
    except FullError:
        st.session_state[_FULL] = (source, time.monotonic())
        raise


def _wait_for_room(source: Hashable) -> None:
    """Refuse to read an input again that did not fit into memory just now, because reading may be
    expensive.

    Raises:
        FullError: It did not fit.
    """
    full = st.session_state.get(_FULL)
    if full and full[0] == source and time.monotonic() - full[1] < _PAUSE:
        raise FullError


def _column(sheet: Sheet) -> int:
    if len(sheet.columns) == 1:
        return 0
    places = range(len(sheet.columns))
    chosen = st.selectbox(
        _("Column with the names"),
        list(places),
        index=sheet.likeliest,
        format_func=lambda place: sheet.columns[place],
        key=f"check-column-{_mark('|'.join(sheet.columns))[:8]}",
    )
    # Show untrusted text as text, not as Markdown.
    st.text(
        "\n".join(f"{sheet.columns[place]}: {' · '.join(sheet.sample(place))}" for place in places)
    )
    return int(chosen or 0)


def _since(catalog: Catalog) -> frozenset[str] | None:
    """Let a reader who checks a list again see only findings that are new since a version."""
    older = [each.version for each in history(catalog)[1:]]
    if not older:
        return None
    version = st.selectbox(
        _("Only what came into the register or changed its status since"),
        [None, *older],
        format_func=lambda each: (each and _("Version {version}").format(version=each)) or _("show all"),
        help=_("Keep your list and the version, and nothing is kept here: the file that you download names it."),
        key="check-since",
    )  # fmt: skip
    return came_since(catalog, version) if version else None


def _list_results(context: Context, job: ListJob) -> None:
    catalog, address = context.catalog, context.address
    counts: Counter[str] = Counter(
        check_answers.verdict(each) for answer in job.answers for each in answer.each
    )
    counts["all"] = sum(counts.values())
    chosen = st.segmented_control(
        _("Show"),
        ["all", *(verdict for verdict in VERDICTS if counts[verdict])],
        default="all",
        format_func=lambda each: f"{check_answers.label(each)} ({locale.number(counts[each])})",
        label_visibility="collapsed",
        key="check-shown",
    )
    since = _since(catalog)
    numbered = [
        (n, each)
        for n, answer in enumerate(job.answers, job.sheet.first)
        for each in answer.each
        if chosen in (None, "all", check_answers.verdict(each))
        and (since is None or each.designation_id in since)
    ]
    render(
        "check_results.html",
        rows=check_answers.list_records(catalog, address, numbered[:_SHOWN_ROWS]),
        total=len(numbered),
        counts=counts,
        checked=len(job.answers),
        all=len(job.sheet.rows),
        as_of=catalog.as_of,
        not_found=register_state(catalog).not_found(),
    )
    answers = list(job.answers)
    link = _link(address)
    name = f"check-{catalog.as_of.isoformat()}"
    client, of = str(st.context.ip_address or ""), (catalog.version, len(answers))
    with st.container(horizontal=True, gap="small"):
        st.download_button(
            "CSV",
            data=job.files.offered(
                "csv",
                of,
                lambda: row_files.to_csv(*checked_list.table(job.sheet, answers, catalog, link)),
                client,
            ),
            file_name=f"{name}.csv",
            mime="text/csv",
            on_click="ignore",
            icon=":material/download:",
            key="check-csv",
        )
        st.download_button(
            "XLSX",
            data=job.files.offered(
                "xlsx",
                of,
                lambda: row_files.to_xlsx(
                    *checked_list.table(job.sheet, answers, catalog, link),
                    sheet=_("Check"),
                    site=address.origin,
                    notes=checked_list.notes(
                        answers,
                        len(job.sheet.rows),
                        catalog,
                        address.public(law(address)),
                        job.sheet.remarks,
                    ),
                ),
                client,
            ),
            file_name=f"{name}.xlsx",
            mime="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            on_click="ignore",
            icon=":material/download:",
            key="check-xlsx",
        )


def _text(context: Context) -> None:
    pasted = st.text_area(
        _("A text in Russian, Ukrainian, Belarusian, English, German, Polish or French"),
        key="check-text",
        height=220,
        max_chars=MAX_TEXT,
    )
    file = st.file_uploader(
        _("or a text file"), key="check-text-file", max_upload_size=largest_upload()
    )
    if file is None and not pasted.strip():
        st.session_state.pop(_TEXT, None)
        st.button(_("Find names"), type="primary", key="check-find")
        return
    source = file.file_id if file is not None else _mark(pasted)
    job: TextJob | None = st.session_state.get(_TEXT)
    if job is None or job.source != source:
        try:
            text = read_text(file.getvalue()) if file is not None else check_length(pasted)
            job = TextJob(source, text)
            _keep(source, job, sys.getsizeof(text))
        except UploadError as error:
            render("check_error.html", text=str(error))
            return
        except FullError:
            render("check_error.html", text=busy())
            return
        st.session_state[_TEXT] = job
    if st.button(_("Find names"), type="primary", key="check-find"):
        job.mentions.clear()
        job.position = 0
        job.running = True
    _work(context, job, "check-text")
    if job.position:
        _text_results(context, job)


def _text_results(context: Context, job: TextJob) -> None:
    catalog, address = context.catalog, context.address
    shown = job.text[: min(_SHOWN_TEXT, job.position)]
    inside = [each for each in job.mentions if each.end <= len(shown)]
    render(
        "check_text.html",
        rows=check_answers.mention_records(catalog, address, job.mentions),
        count=len(job.mentions),
        possible=sum(each.certainty == "possible" for each in job.mentions),
        pieces=check_answers.marked(shown, inside, catalog, address),
        shortened=job.position > len(shown),
        part=job.done if job.done < 1 else None,
        as_of=catalog.as_of,
        not_found=register_state(catalog).not_found(),
    )
    if not job.mentions:
        return
    day = catalog.as_of.isoformat()
    st.download_button(
        "CSV",
        data=job.files.offered(
            "csv",
            (catalog.version, job.position),
            lambda: row_files.to_csv(
                *checked_list.mention_table(job.mentions, catalog, _link(address))
            ),
            str(st.context.ip_address or ""),
        ),
        file_name=f"mentions-{day}.csv",
        mime="text/csv",
        on_click="ignore",
        icon=":material/download:",
        key="check-mentions",
    )
    _labeled(context, job)


def _labeled(context: Context, job: TextJob) -> None:
    """Offer the text with the labels that Russian law requires of media."""
    text = marked_copy(context.catalog, job.text, job.mentions)
    if not text:
        return
    with st.expander(
        _("The text with the mark that Russian law asks of media"), key="check-marked"
    ):
        render("check_marked.html", shortened=len(text) > _SHOWN_TEXT)
        st.code(text[:_SHOWN_TEXT], language=None, wrap_lines=True)
        st.download_button(
            "TXT",
            data=text.encode("utf-8-sig"),
            file_name="marked.txt",
            mime="text/plain",
            on_click="ignore",
            icon=":material/download:",
            key="check-marked-file",
        )


def _link(address: Address) -> Callable[[str], str]:
    """Return a function that returns the absolute URL of a designation's page, for files."""
    return lambda identifier: address.public(address.to("organization", id=identifier))
