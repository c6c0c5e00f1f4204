"""`python -m extract.cli` is the command `kommunike`."""

import sys

from extract.cli import main

if __name__ == "__main__":
    sys.exit(main())
