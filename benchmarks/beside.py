"""What each peer runs in its environment: programs as texts, since nothing of ours may import them."""

PEERS = {
    "pandas": "pandas pyarrow",
    "retentioneering": "retentioneering pyarrow",
    "pm4py": "pm4py pyarrow",
    "lifelines": "lifelines",
    "lifetimes": "lifetimes",
    "pymc-marketing": "pymc-marketing",
    "tea-tasting": "tea-tasting pandas pyarrow",
}

FRAME = """
import json, sys, time, warnings
from importlib.metadata import version
from statistics import median
import numpy as np
warnings.simplefilter("ignore")
place, times = sys.argv[1], int(sys.argv[2])
steps = ("Product Viewed", "Product Added", "Order Completed")
answers, notes, prepared = {}, [], [0.0, 0.0]
def begin():
    prepared[:] = [-time.perf_counter(), -time.process_time()]
def ready():
    prepared[0] += time.perf_counter()
    prepared[1] += time.process_time()
def timed(question, work, times=times):
    rounds = []
    for _ in range(times):
        wall, cpu = time.perf_counter(), time.process_time()
        found = work()
        rounds.append((time.perf_counter() - wall, time.process_time() - cpu))
    answers[question] = [[median(one[0] for one in rounds), median(one[1] for one in rounds)], found]
def done(name):
    print()
    print(json.dumps({"version": version(name), "prepared": prepared, "answers": answers, "notes": notes}))
"""

PANDAS = """
import pandas as pd
begin()
rows, own = pd.read_parquet(f"{place}/all.parquet"), pd.read_parquet(f"{place}/own.parquet")
ready()
answered = ("Survey Answered", "Review Posted", "Product Reviewed", "Mention Posted", "Email Opened", "Unsubscribed")
def flow():
    before = rows.groupby("customer", sort=False)["touchpoint"].shift()
    moved = before.notna() & (before != rows["touchpoint"])
    found = pd.DataFrame({"a": before[moved], "b": rows["touchpoint"][moved]}).value_counts()
    return sorted([a, b, int(n)] for (a, b), n in found.items())
def funnel():
    found, after = [], None
    for kind in steps:
        seen = rows[rows["kind"] == kind][["customer", "time"]].assign(at=lambda rows: rows.index)
        if after is not None:
            seen = seen.join(after.rename("since"), on="customer", how="inner")
            seen = seen[seen["at"] > seen["since"]]
        after = seen.groupby("customer")["at"].min()
        found.append(len(after))
    return found
def sessions():
    gap = own.groupby("customer", sort=False)["time"].diff()
    return int((gap.isna() | (gap > pd.Timedelta(minutes=30))).sum())
def retention():
    did = own[~own["kind"].isin(answered)]
    month = did["time"].dt.year * 12 + did["time"].dt.month
    active = pd.DataFrame({"customer": did["customer"], "month": month}).drop_duplicates()
    active["cohort"] = active.groupby("customer")["month"].transform("min")
    found = active.groupby(["cohort", "month"]).size().unstack(fill_value=0)
    return [[int(n) for n in row if n] for row in found.to_numpy()]
timed("flow of touchpoints", flow)
timed("funnel of 3 steps", funnel)
timed("sessions", sessions)
timed("retention by month", retention)
done("pandas")
"""

RETENTIONEERING = """
import pandas as pd
from retentioneering import Eventstream
names = {"customer": "user_id", "time": "timestamp"}
def stream(file, event):
    rows = pd.read_parquet(f"{place}/{file}.parquet").rename(columns={**names, event: "event"})
    return Eventstream(rows[["user_id", "event", "timestamp"]])
begin()
touchpoints, kinds, own = stream("all", "touchpoint"), stream("all", "kind"), stream("own", "kind")
ready()
def flow():
    table = touchpoints.transition_graph_data(edge_weight="count")
    listed = table.stack()
    return sorted([a, b, int(n)] for (a, b), n in listed.items() if n and a != b and not {"path_start", "path_end"} & {a, b})
def funnel():
    return [int(step["unique_paths"]) for step in kinds.funnel_data(steps=list(steps))["steps"]]
def sessions():
    return int(own.split_sessions(timeout="30m").to_dataframe()["session_id"].nunique())
timed("flow of touchpoints", flow)
timed("funnel of 3 steps", funnel)
timed("sessions", sessions)
done("retentioneering")
"""

PM4PY = """
import pandas as pd, pm4py
begin()
rows = pd.read_parquet(f"{place}/all.parquet")
rows = pd.DataFrame(
    {"case:concept:name": rows["customer"].astype(str), "concept:name": rows["touchpoint"], "time:timestamp": rows["time"]}
)
ready()
def flow():
    graph, _, _ = pm4py.discover_dfg(rows)
    return sorted([a, b, int(n)] for (a, b), n in graph.items() if a != b)
timed("flow of touchpoints", flow)
done("pm4py")
"""

LIFELINES = """
from lifelines import KaplanMeierFitter
from lifelines.utils import median_survival_times
told = np.load(f"{place}/waits.npz")
waited, happened = told["waited"], told["happened"]
def survival():
    fit = KaplanMeierFitter().fit(waited, happened)
    low, high = median_survival_times(fit.confidence_interval_).to_numpy()[0]
    return [float(fit.median_survival_time_), float(low), float(high)]
timed("median wait (Kaplan-Meier)", survival)
done("lifelines")
"""

LIFETIMES = """
from lifetimes import BetaGeoFitter
told = np.load(f"{place}/purchases.npz")
def fit():
    found = BetaGeoFitter().fit(told["frequency"], told["recency"], told["age"])
    return [float(found.params_[name]) for name in ("r", "alpha", "a", "b")]
timed("BG/NBD by maximum likelihood", fit, times=1)
notes.append("gives no standard errors; Regard's time includes them, and grouping equal histories.")
done("lifetimes")
"""

PYMC_MARKETING = """
import pandas as pd
from pymc_marketing import clv
told = np.load(f"{place}/few_purchases.npz")
rows = pd.DataFrame(
    {"customer_id": np.arange(len(told["age"])), "frequency": told["frequency"], "recency": told["recency"], "T": told["age"]}
)
def fit():
    model = clv.BetaGeoModel(data=rows)
    model.fit(method="map")
    found = model.fit_result.to_dataframe() if hasattr(model.fit_result, "to_dataframe") else model.fit_result
    return [float(np.asarray(found[name]).ravel()[0]) for name in ("r", "alpha", "a", "b")]
timed("BG/NBD by the mode of the posterior", fit, times=1)
notes.append("has priors, so its figures lie near those of maximum likelihood (within 15 %); compiling counts, as it does for who uses it.")
done("pymc-marketing")
"""

TEA_TASTING = """
import pandas as pd, tea_tasting as tt
told = np.load(f"{place}/amounts.npz")
rows = pd.DataFrame({"variant": told["group"], "amount": told["amount"]})
def difference():
    found = tt.Experiment(amount=tt.Mean("amount")).analyze(rows)["amount"]
    return [float(found.treatment - found.control)]
timed("difference of two means", difference)
done("tea-tasting")
"""

SCRIPTS = {
    "frame": FRAME,
    "pandas": PANDAS,
    "retentioneering": RETENTIONEERING,
    "pm4py": PM4PY,
    "lifelines": LIFELINES,
    "lifetimes": LIFETIMES,
    "pymc-marketing": PYMC_MARKETING,
    "tea-tasting": TEA_TASTING,
}
