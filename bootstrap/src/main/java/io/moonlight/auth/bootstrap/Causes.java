package io.moonlight.auth.bootstrap;

/** Says in one line why something failed. */
final class Causes {

    private Causes() {}

    /** The deepest cause's message, or its type if it has none. */
    static String root(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        return root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
    }
}
