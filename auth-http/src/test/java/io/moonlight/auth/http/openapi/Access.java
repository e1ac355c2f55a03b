package io.moonlight.auth.http.openapi;

import io.moonlight.auth.http.route.AdminGuard;
import io.moonlight.auth.http.route.Route;
import io.moonlight.auth.http.route.UserGuard;

/** Who may make a call. */
enum Access {
    /** Everybody. */
    OPEN,
    /** Everybody; some of what it does is for users alone, who say who they are. */
    USER_FOR_SOME,
    /** Users, by an access token. */
    USER,
    /** Administrators, by their key. */
    ADMIN;

    /** Returns who may make this call. */
    static Access of(Route<?> route) {
        if (route.guard() instanceof AdminGuard) {
            return ADMIN;
        }
        if (route.guard() instanceof UserGuard) {
            return USER;
        }
        return Operations.find(route).userForSome ? USER_FOR_SOME : OPEN;
    }
}
