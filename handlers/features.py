"""All features that listen to more than command lines; a new one is a file and a line here."""

from __future__ import annotations

from handlers import (
    handing_over,
    home,
    mending,
    muting,
    settings_dialog,
    source_dialog,
    subscription_dialog,
    theme_dialog,
    tuning,
    welcome,
    why_here,
    wrong,
)
from handlers.feature import Feature

FEATURES: tuple[Feature, ...] = (
    subscription_dialog.FEATURE,
    source_dialog.FEATURE,
    handing_over.FEATURE,
    settings_dialog.FEATURE,
    theme_dialog.FEATURE,
    home.FEATURE,
    welcome.FEATURE,
    why_here.FEATURE,
    tuning.FEATURE,
    muting.FEATURE,
    wrong.FEATURE,
    mending.FEATURE,
)
