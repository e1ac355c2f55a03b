package io.moonlight.auth.faults;

import io.moonlight.auth.bootstrap.testkit.Answer;

/** The tokens that a client holds. */
record Session(String refresh, String access) {

    static Session of(Answer answer) {
        return new Session(answer.refreshToken(), answer.accessToken());
    }
}
