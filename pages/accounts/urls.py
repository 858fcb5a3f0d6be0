"""The addresses of the admin that are open to whoever is not logged in. They come before Wagtail's own.

Those that need a login are registered in `wagtail_hooks`, so that Wagtail requires a login for them.
"""

from django.urls import path

from pages.accounts import links, login

app_name = "accounts"
urlpatterns = [
    path("login/", login.LoginView.as_view(), name="login"),
    path("login/code/", login.SecondFactorView.as_view(), name="second_factor"),
    path("login/set-up/", login.SetUpAtLoginView.as_view(), name="set_up_at_login"),
    path("invitation/<str:token>/", links.InvitationView.as_view(), name="invitation"),
    path("password_reset/confirm/<uidb64>/<token>/", links.NewPasswordView.as_view(), name="new_password"),
    path("session/", login.session_state, name="session"),
    path("logout/", login.LogoutView.as_view(), name="logout"),
]
