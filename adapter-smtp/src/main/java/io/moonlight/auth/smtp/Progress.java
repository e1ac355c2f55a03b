package io.moonlight.auth.smtp;

/** The stage that one delivery has reached. For one thread. */
final class Progress {

    private SmtpStage stage = SmtpStage.CONNECT;

    void enter(SmtpStage next) {
        stage = next;
    }

    SmtpStage stage() {
        return stage;
    }
}
