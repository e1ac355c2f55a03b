package io.moonlight.auth.application.background;

/**
 * The threads that deliver mails and remove expired data until this is closed.
 *
 * <p>Not needed with your own scheduler: {@link MailDispatcher#dispatchOne} and {@link Housekeeper#runOnce} are the
 * single steps.
 *
 * <p><b>Threading.</b> Safe for any number of threads.
 */
public final class BackgroundWork implements AutoCloseable {

    private final MailWorkers mails;
    private final HousekeepingThread housekeeping;

    /**
     * Starts the threads.
     *
     * @param mailWorkers maximum number of mails sent at once: 1 to 64
     */
    public BackgroundWork(MailDispatcher dispatcher, Housekeeper housekeeper, int mailWorkers) {
        this.mails = dispatcher.start(mailWorkers);
        this.housekeeping = housekeeper.start();
    }

    /** Waits some seconds for work in progress. Unsent mails stay in the outbox. */
    @Override
    public void close() {
        try {
            housekeeping.close();
        } finally {
            mails.close();
        }
    }
}
