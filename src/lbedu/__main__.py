"""`python -m lbedu`: the same as the `lbedu` command."""

from lbedu.cli import main

if __name__ == "__main__":
    main()
