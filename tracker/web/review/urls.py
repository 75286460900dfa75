"""Addresses of the review queue."""

from django.urls import path

from tracker.web.review import grading, mine, several, views

urlpatterns = [
    path("review/", views.review, name="review"),
    path("review/several/", several.several, name="review_several"),
    path("review/several/decide/", several.decide_several, name="review_decide_several"),
    path("review/undo/", several.undo, name="review_undo"),
    path("review/mine/", mine.mine, name="review_mine"),
    path("review/mine/submit/", mine.submit_several, name="review_submit_several"),
    path("review/agreement-of-graders/", grading.graders, name="review_graders"),
    path("review/<str:reference>/", views.decide, name="review_decide"),
    path("review/<str:reference>/grade/", grading.grade, name="review_grade"),
    path("review/<str:reference>/settle/", grading.settle, name="review_settle"),
    path("review/<str:reference>/remove/", mine.remove, name="review_remove"),
    path("review/<str:reference>/restore/", mine.restore, name="review_restore"),
]
