"""Who sent a mail: SPF, DKIM, DMARC and ARC, judged by ourselves."""
