#!/usr/bin/env bash
# Install the system packages that are missing: packages.sh run|test|interop
# As root by apt-get; otherwise print the line to run, and fail.
set -euo pipefail

missing=()

python=${PYTHON:-python3}
if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
  echo "Python 3.11 or newer is needed, as PYTHON or python3." >&2
  exit 1
fi
"$python" -c 'import ensurepip, venv' 2>/dev/null || missing+=(python3-venv)

has_tesseract_data() {
  compgen -G "/usr/share/tesseract-ocr/*/tessdata/$1.traineddata" >/dev/null ||
    [ -e "/usr/share/tessdata/$1.traineddata" ]
}
for language in eng fra; do
  has_tesseract_data "$language" || missing+=("tesseract-ocr-$language")
done
[ -d /usr/share/fonts/truetype/liberation ] || [ -d /usr/share/fonts/truetype/liberation2 ] ||
  missing+=(fonts-liberation)
[ -d /usr/share/fonts/opentype/urw-base35 ] || missing+=(fonts-urw-base35)

has_library() {
  ldconfig -p 2>/dev/null | grep -q "$1" || /sbin/ldconfig -p 2>/dev/null | grep -q "$1"
}
# What WeasyPrint writes views with.
has_library 'libpango-1\.0\.so' || missing+=(libpango-1.0-0)
has_library 'libpangoft2-1\.0\.so' || missing+=(libpangoft2-1.0-0)
has_library 'libharfbuzz-subset\.so' || missing+=(libharfbuzz-subset0)
# What confines stages.
has_library 'libseccomp\.so' || missing+=(libseccomp2)

if [ "$1" = test ]; then
  compgen -G '/usr/lib/postgresql/*/bin/postgres' >/dev/null || command -v postgres >/dev/null ||
    missing+=(postgresql)
  command -v redis-server >/dev/null || missing+=(redis-server)
  # What makes PDFs of office files; the product does without.
  [ -e /usr/lib/libreoffice/program/libswlo.so ] || missing+=(libreoffice-writer)
  [ -e /usr/lib/libreoffice/program/libsclo.so ] || missing+=(libreoffice-calc)
  command -v chromium >/dev/null || missing+=(chromium)
  command -v javac >/dev/null || missing+=(default-jdk-headless)
  command -v mvn >/dev/null || missing+=(maven)
fi

if [ "$1" = test ] || [ "$1" = interop ]; then
  # Debian has it where only root looks.
  [ -x /usr/sbin/postfix ] || missing+=(postfix)
fi
if [ "$1" = interop ]; then
  # Its Debian package only recommends what it needs for TLS.
  perl -MNet::SSLeay -e 1 2>/dev/null || missing+=(libnet-ssleay-perl)
  for program in swaks curl strace; do
    command -v "$program" >/dev/null || missing+=("$program")
  done
  command -v npm >/dev/null || missing+=(nodejs npm)
  [ -x /usr/sbin/clamd ] || missing+=(clamav-daemon)
fi

((${#missing[@]})) || exit 0

if [ "$(id -u)" != 0 ]; then
  echo "Some system packages are missing. Run this line, then make again:" >&2
  echo "  sudo apt-get update && sudo apt-get install -y --no-install-recommends ${missing[*]}" >&2
  exit 1
fi
export DEBIAN_FRONTEND=noninteractive
echo "Installing ${missing[*]} ..."
# Tests start a Postfix of their own; the system's needs no settings and is not started.
if [[ " ${missing[*]} " == *" postfix "* ]]; then
  echo "postfix postfix/main_mailer_type select No configuration" | debconf-set-selections
fi
apt-get update -qq
apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
