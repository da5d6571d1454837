"""A process that is told to end does so, also while one of its threads hangs."""

import signal
import subprocess
import sys

HANGS = """
import signal, sys, threading, time
from dashboard.web.shutdown import end_in_time
signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
end_in_time(0.2)
threading.Thread(target=threading.Event().wait).start()
print("ready", flush=True)
time.sleep(600)
"""


def test_a_thread_that_hangs_does_not_keep_the_process_alive():
    with subprocess.Popen([sys.executable, "-c", HANGS], stdout=subprocess.PIPE) as process:
        assert process.stdout.readline() == b"ready\n"
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=30) == 1
