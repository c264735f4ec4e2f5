from tests.crm.contents import contents
from tests.crm.telling import tell
from crm.projections.rebuild import rebuild
from crm.opening import AllReadModels
def test_x(early):
    tell(early, 0, 150)
    live = contents(early.database)
    rebuild(early.database, AllReadModels().models)
    anew = contents(early.database)
    k=("search_1","spelling")
    a,b=set(live[k]),set(anew[k])
    from collections import Counter
    w=lambda s: Counter(x.rstrip(")").split(",")[1] for x in s)
    print(w(a)); print(w(b)); print(sorted(b-a)); print(sorted(a-b))
    print([r for r in live["search_1","named"]][:50])
    k=("terms_1","term")
