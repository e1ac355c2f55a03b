package io.moonlight.auth.bootstrap;

/** Finds the root cause of a failure. */
final class Causes {

    private Causes() {}

    /** Returns the message of the deepest cause, or its type if it has none. */
    static String root(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        return root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
    }
}
