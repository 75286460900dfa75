"""The one library that templates load: all our tags and filters under one name."""

from __future__ import annotations

from django import template

from tracker.templatetags import addresses, duties, figures, lists, pictures, replies, statuses

register = template.Library()
for part in (addresses, duties, figures, lists, pictures, replies, statuses):
    register.tags.update(part.register.tags)
    register.filters.update(part.register.filters)
