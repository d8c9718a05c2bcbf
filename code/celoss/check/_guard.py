"""A learner's code may be empty, may raise, and may never end."""

import contextlib
import linecache
import signal
import threading
import traceback
import types
from _thread import interrupt_main


class TimeIsUp(BaseException):
    """Not an Exception, so that a learner's ``except Exception`` does not catch it."""


@contextlib.contextmanager
def time_limit(seconds):
    """Raise TimeIsUp in the block once `seconds` have passed; only between two Python instructions, as Ctrl-C does.

    Signals reach the main thread alone: in any other there is no limit.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    inside, expired = True, False

    def expire():
        nonlocal expired
        expired = True
        interrupt_main()

    def handle(number, frame):
        if not expired:
            return previous(number, frame)  # somebody pressed Ctrl-C
        if inside:
            raise TimeIsUp

    previous = signal.signal(signal.SIGINT, handle)
    timer = threading.Timer(seconds, expire)
    timer.start()
    try:
        yield
    finally:
        inside = False
        timer.cancel()
        timer.join()
        signal.signal(signal.SIGINT, previous)


def _stub(): ...


def _documented_stub():
    """Nothing but this line."""


BLANK = {_stub.__code__.co_code, _documented_stub.__code__.co_code}


def is_blank(answer):
    """Whether an answer is the untouched stub: ``...``, a tuple with it, or a function or class of functions of it."""
    if isinstance(answer, type):
        methods = [getattr(value, "__func__", value) for value in vars(answer).values()]
        methods = [method for method in methods if isinstance(method, types.FunctionType)]
        return bool(methods) and all(map(is_blank, methods))
    if isinstance(answer, tuple):
        return any(part is ... for part in answer)
    code = getattr(answer, "__code__", None)
    # The constants too: to return 0.5 is the same code as to return None.
    empty = code is not None and code.co_code in BLANK and {*code.co_consts} <= {None, answer.__doc__}
    return answer is None or answer is ... or empty


def place(error, answer):
    """The last line of the learner's own code that an error passed through, as the end of a sentence."""
    functions = vars(answer).values() if isinstance(answer, type) else [answer]
    functions = [getattr(function, "__func__", function) for function in functions]
    files = {function.__code__.co_filename for function in functions if hasattr(function, "__code__")}
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename in files]
    line = linecache.getline(frames[-1].filename, frames[-1].lineno).strip() if frames else ""
    return f"\nin the line: {line}" if line else ""
