"""A learner's code may be empty, may raise, may print, and may never end."""

import dis
import inspect
import io
import linecache
import signal
import threading
import traceback
import types
from _thread import interrupt_main


class TimeIsUp(BaseException):
    """Not an Exception, so that a learner's ``except Exception`` does not catch it."""


def within(seconds, function, *arguments):
    """``function(*arguments)``, or TimeIsUp after `seconds`; only between two Python instructions, as Ctrl-C does.

    Signals reach the main thread alone: in any other there is no limit. With None for `seconds` there is none either.
    """
    main, previous = threading.main_thread(), signal.getsignal(signal.SIGINT)
    if seconds is None or threading.current_thread() is not main or previous is None:
        return function(*arguments)
    inside, expired, over = True, False, threading.Event()

    def watch():
        nonlocal expired
        wait = seconds
        while not over.wait(wait):
            expired, wait = True, 0.1  # and again: a bare except has caught it
            if hasattr(signal, "pthread_kill"):
                signal.pthread_kill(main.ident, signal.SIGINT)  # this ends a sleep as well
            else:
                interrupt_main()

    def handle(number, frame):
        if expired and inside:
            raise TimeIsUp
        if not expired and callable(previous):
            previous(number, frame)  # somebody pressed Ctrl-C

    watcher = threading.Thread(target=watch, daemon=True)
    signal.signal(signal.SIGINT, handle)
    try:
        watcher.start()
        result = function(*arguments)
    finally:
        inside = False
        over.set()
        watcher.join()
        signal.signal(signal.SIGINT, previous)
    if expired:
        raise TimeIsUp
    return result


class Printed(io.StringIO):
    """Takes what is printed, and keeps of it only that there was something."""

    anything = False

    def write(self, text):
        self.anything = True
        return len(text)

    def close(self):
        """Stay open: a learner may close sys.stdout."""


IDLE = {"RESUME", "NOP", "LOAD_CONST", "RETURN_VALUE", "RETURN_CONST"}


def is_blank(answer):
    """Whether an answer is the untouched stub: ``...``, a tuple with it, or a function or class of functions of it."""
    if isinstance(answer, type):
        methods = [getattr(value, "__func__", value) for value in vars(answer).values()]
        methods = [method for method in methods if isinstance(method, types.FunctionType)]
        return bool(methods) and all(map(is_blank, methods))
    if isinstance(answer, list | tuple):
        return any(part is ... for part in answer)
    if answer is None or answer is ...:
        return True
    code = getattr(inspect.unwrap(answer), "__code__", None)
    # The constants too: to return 0.5 is the same code as to return None.
    return (
        code is not None
        and {instruction.opname for instruction in dis.get_instructions(code)} <= IDLE
        and {*code.co_consts} <= {None, answer.__doc__}
    )


def said(error):
    """What an error says, on one line and not too long."""
    try:
        text = " ".join(str(error).split())
    except Exception:
        return "its message cannot be shown"
    return text if len(text) <= 300 else f"{text[:300]} ..."


def place(error, answer):
    """The last line of the learner's own code that an error passed through, as the end of a sentence."""
    functions = vars(answer).values() if isinstance(answer, type) else [answer]
    functions = [inspect.unwrap(getattr(function, "__func__", function)) for function in functions]
    files = {function.__code__.co_filename for function in functions if hasattr(function, "__code__")}
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename in files]
    line = linecache.getline(frames[-1].filename, frames[-1].lineno).strip() if frames else ""
    return f"\nin the line: {line[:200]}" if line else ""
