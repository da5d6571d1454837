"""However many readers come at once, their documents are made a few at a time, and all are made."""

import threading

from dashboard.asking.address import Address
from dashboard.documents.document import Document
from dashboard.screen import showing
from dashboard.screen.showing import Context, document


def test_a_crowd_of_readers_does_not_make_all_documents_at_once(tiny_catalog, monkeypatch):
    readers = 6
    shown, most, making = [], [], set()
    lock, crowd = threading.Lock(), threading.Barrier(readers)

    def make(catalog, address, colours):
        with lock:
            making.add(threading.get_ident())
            most.append(len(making))
        for _each in range(1000):  # long enough for others to come, were they let
            address.to("organizations")
        with lock:
            making.discard(threading.get_ident())
        return Document(("words",))

    monkeypatch.setattr(showing, "mount", lambda blocks, row: shown.append(blocks))
    show = document(make, lambda address: None)

    def read():
        crowd.wait(30)
        show(Context(tiny_catalog, Address()))

    threads = [threading.Thread(target=read) for _each in range(readers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert shown == [("words",)] * readers
    assert max(most) <= 2
