"""A quick and predictable start of the command: imported before anything large, and used by the command alone."""

import gc
import os

# Plugins of other packages must not change how a rule file or a report is read, and looking for them takes time.
os.environ["PYDANTIC_DISABLE_PLUGINS"] = "__all__"

gc.disable()  # imports make no garbage worth looking for


def done() -> None:
    """What was imported stays for ever: leave it out of every later collection. What is read stays for the whole run, so
    looking through it often finds nothing."""
    gc.freeze()
    gc.set_threshold(400_000, 20, 50)
    gc.enable()
