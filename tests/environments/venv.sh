# What argos.sh and torch.sh begin with: the checkout, the venv in $1 (made where there is none), a home for its python.
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
venv=${1:?usage: $(basename "$0") FOLDER [pytest options]}

home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
python() {  # Argos Translate makes its folders in the user's home as soon as it is imported
    HOME=$home XDG_DATA_HOME=$home/data XDG_CONFIG_HOME=$home/config XDG_CACHE_HOME=$home/cache "$venv/bin/python" "$@"
}

[ -x "$venv/bin/python" ] || "$(command -v python3.11 || command -v python3)" -m venv "$venv"
