"""`python -m extract.cli` is the command `kommunike`."""

from extract.cli import program

if __name__ == "__main__":
    program()
