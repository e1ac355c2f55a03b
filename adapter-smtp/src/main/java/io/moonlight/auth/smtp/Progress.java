package io.moonlight.auth.smtp;

/** The stage of one delivery. Not thread-safe. */
final class Progress {

    private SmtpStage stage = SmtpStage.CONNECT;

    void enter(SmtpStage next) {
        stage = next;
    }

    SmtpStage stage() {
        return stage;
    }
}
