"""`python -m yingxi` is `yingxi`."""

from yingxi.cli import main

if __name__ == "__main__":
    main()
