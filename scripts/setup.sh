#!/usr/bin/env bash
# Prepare everything that `make film` and `make test` need, in .venv; quick when nothing changed.
# AGAIN=1 tries once more to get what was missing the last time.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

VENV=.venv
STAMP=$VENV/share/yingxi/setup.stamp
WANTED=$VENV/share/yingxi/system-packages
SOURCES=(pyproject.toml scripts/setup.sh scripts/fetch_packs.py src/yingxi/store/packs.yaml)

case "${LC_ALL:-${LC_MESSAGES:-${LANG:-}}}" in zh*) CHINESE=1 ;; *) CHINESE= ;; esac
say() { if [ -n "$CHINESE" ]; then printf '影戏: %s\n' "$1"; else printf 'yingxi: %s\n' "$2"; fi; }

main() {
    local key
    key=$(cksum "${SOURCES[@]}" | cksum)
    if [ -z "${AGAIN:-}" ] && [ -x $VENV/bin/yingxi ] && [ "$(cat $STAMP 2>/dev/null)" = "$key" ]; then
        system_packages_stand && return
    fi
    make_environment
    install_python_packages
    install_system_packages
    say "获取素材包" "getting the asset packs"
    $VENV/bin/python scripts/fetch_packs.py
    printf '%s' "$key" >$STAMP
    say "就绪" "ready"
}

# True when every system package of the last run is still installed, or this is no Debian.
system_packages_stand() {
    command -v dpkg-query >/dev/null || return 0
    [ -f $WANTED ] || return 1
    local name
    for name in $(cat $WANTED); do
        [ -e "/var/lib/dpkg/info/$name.list" ] || compgen -G "/var/lib/dpkg/info/$name:*.list" >/dev/null || return 1
    done
}

make_environment() {
    [ -x $VENV/bin/python ] && $VENV/bin/python -m pip --version >/dev/null 2>&1 && return
    local python
    python=$(find_python) || {
        say "需要 Python 3.11 或更新版本；请安装后再试（例如 sudo apt-get install python3 python3-venv）" \
            "Python 3.11 or newer is needed; install it and try again (for example sudo apt-get install python3 python3-venv)"
        exit 1
    }
    say "创建 $VENV（$python）" "making $VENV with $python"
    if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
        install_all "$("$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')" || true
    fi
    "$python" -m venv --clear $VENV || {
        say "缺少 venv 模块：sudo apt-get install python3-venv" \
            "the venv module is missing: sudo apt-get install python3-venv"
        exit 1
    }
}

# The first Python that is new enough; a name on the path may still be a shim without a program behind it.
find_python() {
    local name
    for name in python3.11 python3.12 python3.13 python3.14 python3 python; do
        if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            echo "$name"
            return
        fi
    done
    return 1
}

install_python_packages() {
    say "安装 Python 包（第一次需要几分钟）" "installing Python packages (the first time takes a few minutes)"
    $VENV/bin/python -m pip install --quiet --disable-pip-version-check --no-input --use-pep517 -e '.[dev]' || {
        say "安装失败；请检查网络后再运行 make setup" "installing failed; check the network and run make setup again"
        exit 1
    }
    mkdir -p "$(dirname $STAMP)"
}

install_system_packages() {
    command -v dpkg-query >/dev/null || return 0
    local missing
    missing=$($VENV/bin/python scripts/fetch_packs.py system)
    if [ -n "$missing" ]; then
        say "安装系统包：$missing" "installing system packages: $missing"
        # shellcheck disable=SC2086 - the names are words
        install_all $missing || say "请自行运行：sudo apt-get install $missing" "please run: sudo apt-get install $missing"
    fi
    # What could not be installed now is not asked for on every run: `yingxi doctor` tells it.
    $VENV/bin/python scripts/fetch_packs.py installed >$WANTED
}

# All at once; with fresh lists when that fails; one by one when a name is unknown to this release.
install_all() {
    apt_install "$@" && return
    as_root apt-get update -qq || return 1
    apt_install "$@" && return
    local name failed=0
    for name in "$@"; do apt_install "$name" || failed=1; done
    return $failed
}

# Waits for another apt that may be at work.
apt_install() {
    as_root env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=120 install -y -qq \
        --no-install-recommends "$@" >/dev/null 2>&1
}

# Run as root when we are, or may be without a password; fails otherwise.
as_root() {
    if [ "$(id -u)" -eq 0 ]; then "$@"; else command -v sudo >/dev/null && sudo -n "$@"; fi
}

# Tests read the functions without running anything.
if [ "${BASH_SOURCE[0]}" = "$0" ]; then main; fi
