# Every target sets up first; that takes under a second when nothing changed.
#   make film PROMPT="国潮龙舟赛+无人机灯光秀" [SECONDS=120] [LOOK=东方赛博朋克] [ARGS="--draft"]
#   make test        lint, types, layers, tests
#   make ci          the same and the slow tests

# Simple variables, so that a prompt with $, " or ` reaches the program as it was typed.
override export PROMPT := $(value PROMPT)
override export LOOK := $(value LOOK)
override LENGTH := $(value SECONDS)
BIN := .venv/bin
RUN := $(BIN)/python -m

.PHONY: film setup test ci slow lint clean

film: setup
	@$(BIN)/yingxi make "$$PROMPT" $(if $(LENGTH),--seconds '$(LENGTH)') $(if $(LOOK),--look "$$LOOK") $(ARGS)

setup:
	@bash scripts/setup.sh

test: lint
	$(RUN) pytest -n auto --dist loadfile

slow: setup
	$(RUN) pytest -m slow

ci: test slow

lint: setup
	$(RUN) ruff check src tests scripts
	$(RUN) mypy
	$(BIN)/lint-imports --no-logo

clean:
	rm -rf .venv build dist site .mypy_cache .ruff_cache .pytest_cache .import_linter_cache tests/out
	find src tests scripts -name __pycache__ -type d -prune -exec rm -rf {} +
