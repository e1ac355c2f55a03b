/**
 * The contracts of the ports that do not share a store, one abstract test class for each. The test of an implementation
 * extends it and says how the implementation is made:
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
 * <p>The contract of the ports that share a store is {@link io.moonlight.auth.testkit.store.AuthStoreContract}.
 *
 * <p><b>Threading.</b> Each test has its own instance. The implementation must be thread-safe, since races are part of each
 * contract.
 */
@NullMarked
package io.moonlight.auth.testkit.contract;

import org.jspecify.annotations.NullMarked;
