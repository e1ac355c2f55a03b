package io.moonlight.auth.http;

import io.moonlight.auth.application.session.Principal;

/** What {@link HttpApi#guard} decides about a request to a route of the host application. */
public sealed interface Admission {

    /**
     * A signed-in user calls.
     *
     * @param principal the caller
     */
    record Admitted(Principal principal) implements Admission {}

    /**
     * The caller is not signed in, or does not have the required role.
     *
     * @param response the answer
     */
    record Rejected(ApiResponse response) implements Admission {}
}
