"""The testee of this client: the starter of conformance/testees/python, which imports `client` from this folder."""

import runpy
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
STARTER = HERE.parents[1] / "testees" / "python"
sys.path[:0] = [str(HERE), str(STARTER)]
runpy.run_path(str(STARTER / "testee.py"), run_name="__main__")
