"""The testee of this client: the starter of conformance/testees/python, which imports `client` from this folder."""

import runpy
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
runpy.run_path(str(HERE.parents[1] / "testees" / "python" / "testee.py"), run_name="__main__")
