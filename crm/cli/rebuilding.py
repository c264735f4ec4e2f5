"""crm rebuild"""

import sys

import click

from crm.cli.output import broken_too, prove
from crm.opening import AllReadModels, opened
from crm.projections.rebuild import rebuild as make_anew
from crm.settings import Settings

NAMES = [model.name for model in AllReadModels().models]


@click.command(epilog="Example: crm rebuild participation timeline")
@click.argument("names", nargs=-1, metavar="[NAMES]...", type=click.Choice(NAMES))
@broken_too
@click.pass_obj
def rebuild(settings: Settings, names: tuple[str, ...], *, broken: bool) -> None:
    """Make read models anew from the log, beside the live ones: NAMES, or all of them.

    Pages go on meanwhile. It may be stopped at any time; the live tables stay as they were. A
    broken log is refused.
    """
    models = [model for model in AllReadModels().models if not names or model.name in names]
    with opened(settings) as crm:
        if not broken:
            prove(crm)
        label = f"Rebuilding {', '.join(model.name for model in models)}"
        with click.progressbar(length=crm.position(), label=label, file=sys.stderr) as bar:
            count = make_anew(crm.database, models, lambda done, _: bar.update(done - bar.pos))
    click.echo(f"{len(models)} read models rebuilt from {count:,} entries")
