"""E-mail a PDF invoice to a dossier, as a supplier's mail program does. Standard library only.

python send_invoice.py --smtp 127.0.0.1:2525 SIREN123456782@mg.localhost [INVOICE.pdf]
"""

import argparse
import smtplib
from email.message import EmailMessage
from pathlib import Path

SAMPLE = Path(__file__).with_name("invoice.pdf")


def main() -> None:
    """Read the arguments, build the message, send it."""
    parser = argparse.ArgumentParser(description="E-mail a PDF invoice to a dossier.")
    parser.add_argument("to", help="address of the dossier")
    parser.add_argument("invoice", nargs="?", type=Path, default=SAMPLE)
    parser.add_argument("--smtp", default="127.0.0.1:2525", help="HOST:PORT")
    parser.add_argument("--mail-from", default="facturation@fournisseur.example")
    arguments = parser.parse_args()

    message = EmailMessage()
    message["From"] = arguments.mail_from
    message["To"] = arguments.to
    message["Subject"] = "Votre facture"
    message.set_content("Bonjour,\n\nveuillez trouver notre facture ci-jointe.\n")
    message.add_attachment(
        arguments.invoice.read_bytes(),
        maintype="application",
        subtype="pdf",
        filename=arguments.invoice.name,
    )
    host, _, port = arguments.smtp.rpartition(":")
    with smtplib.SMTP(host, int(port), timeout=30) as smtp:
        smtp.send_message(message, arguments.mail_from, [arguments.to])
    print(f"250: {arguments.invoice.name} is accepted for {arguments.to}.")


if __name__ == "__main__":
    main()
