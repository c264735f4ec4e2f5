"""The command `crm`."""

import os
import sys

import click
import psycopg

from crm.cli.commands import Commands
from crm.cli.lacking import UNREADABLE, lacking, unreadable, unwritable
from crm.cli.telling import told
from crm.language import LANGUAGES, current
from crm.language import gettext as _
from crm.log.chain import AcceptedBreaks, BrokenChain
from crm.log.writes import WritesAreStopped
from crm.memory import frugal
from crm.settings import Settings
from domain.refusal import Refusal

REFUSED = 2


@click.group(
    cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.version_option(package_name="verkosto", prog_name="crm")
@click.option(
    "--as",
    "login",
    metavar="LOGIN",
    envvar="CRM_USER",
    help="Act as who signs in with this e-mail address, by their role; else as the system.",
)
@click.pass_context
def crm(context: click.Context, login: str | None) -> None:
    """Verkosto: who worked with whom on what, when, and what came of it.

    Settings are environment variables: CRM_DATA (the data folder), CRM_DATABASE_URL (a PostgreSQL
    16 or newer instead of the embedded one), CRM_BACKUPS (the folder of backups), CRM_HOST,
    CRM_PORT, CRM_URL (the address that people type, with https where a proxy ends TLS),
    CRM_LANGUAGE (fi, sv or en; else the language of the locale), CRM_USER (as --as).
    """
    context.obj = Settings.from_environment()
    current.set(_language())
    if login:
        # It opens the database, which not every command does.
        from crm.cli.acting import act_as

        act_as(context, context.obj, login)


def main() -> None:
    """Run a command; a refusal is a sentence, not a traceback."""
    frugal()
    # What is wrong with the command itself is told before anything of it is run.
    current.set(_language())
    try:
        sys.exit(crm(prog_name="crm", standalone_mode=False) or 0)
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
        sys.exit(error.exit_code)
    except click.ClickException as error:
        click.echo(told(error), err=True)
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        sys.exit(130)
    except Refusal as refusal:
        click.echo(_said(refusal), err=True)
        sys.exit(REFUSED)
    except (OSError, psycopg.Error) as error:
        click.echo(lacking(error), err=True)
        sys.exit(REFUSED)
    except UnicodeEncodeError as error:
        click.echo(unwritable(error), err=True)
        sys.exit(REFUSED)
    except UNREADABLE as error:
        click.echo(unreadable(error), err=True)
        sys.exit(REFUSED)
    except AcceptedBreaks as accepted:
        at = ", ".join(map(str, accepted.positions))
        said = _(
            "The log is broken at position %(positions)s, as was accepted, and nowhere else. "
            "It can be written to."
        )
        click.echo(said % {"positions": at}, err=True)
        sys.exit(REFUSED)
    except BrokenChain as broken:
        click.echo(_said(WritesAreStopped(broken.position)), err=True)
        click.echo(_("To write on all the same: crm log resume"), err=True)
        sys.exit(REFUSED)


def _language() -> str:
    """Return the language that CRM_LANGUAGE says, or else the locale, or else English."""
    said = os.environ.get("CRM_LANGUAGE")
    locales = (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    language = said or next(filter(None, locales), "")
    return code if (code := language[:2].lower()) in LANGUAGES else "en"


def _said(refusal: Refusal) -> str:
    # The sentences know every refusal, and so all of the program, which no other command needs.
    from crm.language.sentences import sentence

    return sentence(refusal)
