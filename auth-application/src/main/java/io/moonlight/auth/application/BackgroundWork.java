package io.moonlight.auth.application;

/**
 * The threads of an {@link Auth} that deliver mails and remove leftovers, until this is closed.
 *
 * <p>Who has a scheduler of his own does without: {@link MailDispatcher#dispatchOne} and {@link Housekeeper#runOnce} are the
 * single steps.
 */
public final class BackgroundWork implements AutoCloseable {

    private final MailWorkers mails;
    private final HousekeepingThread housekeeping;

    BackgroundWork(MailDispatcher dispatcher, Housekeeper housekeeper, int mailWorkers) {
        this.mails = dispatcher.start(mailWorkers);
        this.housekeeping = housekeeper.start();
    }

    /** Lets what is under way come to an end, for some seconds at most. Mails not yet sent stay in the outbox. */
    @Override
    public void close() {
        try {
            housekeeping.close();
        } finally {
            mails.close();
        }
    }
}
