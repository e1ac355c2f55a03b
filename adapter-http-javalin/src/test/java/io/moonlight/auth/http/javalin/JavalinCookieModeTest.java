package io.moonlight.auth.http.javalin;

import io.moonlight.auth.application.Auth;
import io.moonlight.auth.http.Api;
import io.moonlight.auth.http.CookieModeTest;
import io.moonlight.auth.http.HttpApiBuilder;
import java.util.function.UnaryOperator;

/** Cookie mode on a real server. */
class JavalinCookieModeTest extends CookieModeTest {

    @Override
    protected Api api(Auth auth, UnaryOperator<HttpApiBuilder> options) {
        return JavalinApi.alone(auth, options);
    }
}
