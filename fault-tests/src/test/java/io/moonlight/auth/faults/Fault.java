package io.moonlight.auth.faults;

/** What is broken, in the order of the page. */
enum Fault {
    SERVER_KILLED("server killed (`kill -9`), 20 times"),
    POSTGRES_STOPPED("PostgreSQL stopped for 5 s"),
    POSTGRES_RESTARTED("PostgreSQL restarted at once"),
    POSTGRES_KILLED("PostgreSQL killed (`kill -9`), started after 5 s"),
    POSTGRES_FAILOVER(
            "PostgreSQL primary of two servers killed (`kill -9`), its synchronous standby promoted after 5 s"),
    POSTGRES_FROZEN("PostgreSQL silent (`SIGSTOP`) for 10 s"),
    POSTGRES_CUT("all connections cut by `pg_terminate_backend`, each 250 ms for 5 s"),
    POSTGRES_POOL_FULL("the whole pool waits for a locked table for 5 s"),
    POSTGRES_NO_CONNECTIONS("PostgreSQL takes no more connections for 5 s"),
    POSTGRES_DEADLOCK("deadlock of a change of password with a foreign transaction, 5 times"),
    REDIS_KILLED("Redis killed (`kill -9`), started after 5 s"),
    REDIS_FROZEN("Redis silent (`SIGSTOP`) for 10 s"),
    REDIS_READONLY("Redis becomes a read-only replica for 5 s"),
    REDIS_FULL("Redis out of memory (`noeviction`) for 5 s"),
    REDIS_SCRIPTS_LOST("Redis loses its scripts (`SCRIPT FLUSH`), each 50 ms for 5 s"),
    REDIS_PASSWORD("Redis takes another password for 5 s"),
    SMTP_REFUSED("mail server refuses connections for 10 s"),
    SMTP_4XX("mail server answers 451 to each recipient for 10 s"),
    SMTP_5XX("mail server answers 554 to each message for 10 s"),
    SMTP_NO_USER("mail server knows no such user (550 5.1.1)"),
    SMTP_TAR_PIT("mail server says a byte a second (tar-pit) for 36 s"),
    SMTP_CUT("mail server hangs up in the middle of DATA for 10 s"),
    SMTP_CERTIFICATE("mail server shows an untrusted certificate for 10 s"),
    CLOCK_AHEAD("clock of one of two servers jumps an hour ahead, and back after 10 s"),
    CLOCK_BEHIND("clock of one of two servers jumps an hour back, and forth after 10 s"),
    EMBEDDED_KILLED("the server's own PostgreSQL killed (`kill -9`)"),
    DISK_FULL("disk of the embedded PostgreSQL full for 10 s");

    private final String words;

    Fault(String words) {
        this.words = words;
    }

    @Override
    public String toString() {
        return words;
    }
}
