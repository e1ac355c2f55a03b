/**
 * What every implementation of a port must do, one abstract test class for each port or for a part of it. An
 * implementation proves itself by a subclass that says how it is made:
 *
 * <pre>{@code
 * class Argon2PasswordHasherTest extends PasswordHasherContract {
 *     @Override
 *     protected PasswordHasher hasher() {
 *         return new Argon2PasswordHasher();
 *     }
 * }
 * }</pre>
 *
 * <p>The ports that keep state share one store: each of their contracts asks for an empty {@link
 * io.moonlight.auth.testkit.Store} once per test. {@link AuthStoreContract} is all of them in one class.
 *
 * <p><b>Threading.</b> A test has an instance of its own. What it is given to check must bear many threads at once, since
 * races are part of each contract.
 */
package io.moonlight.auth.testkit.contract;
