"""crm key"""

import click

from crm.opening import opened
from crm.settings import Settings
from crm.signing_in.renewing import renew as make_anew


@click.group()
def key() -> None:
    """Look after the key that secrets are sealed under."""


@key.command("renew", epilog="Example: crm key renew")
@click.pass_obj
def renew(settings: Settings) -> None:
    """Make another key, and seal all secrets anew under it.

    Pages go on meanwhile. It may be stopped at any time: nothing is lost, and the next start, of
    any command, brings it to its end.
    """
    with opened(settings) as crm:
        renewed = make_anew(crm.database, settings.keys)
    click.echo(f"A new key lies in {settings.keys.own}; secrets sealed under it: {renewed.sealed}")
    click.echo("Keep a copy of it, apart from the backups.", err=True)
    if renewed.lost:
        told = f"Secrets that no key opens, whose owners set their app up anew: {renewed.lost}"
        click.echo(told, err=True)
