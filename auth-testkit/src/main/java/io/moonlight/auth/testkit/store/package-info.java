/**
 * The contract of a store: {@link io.moonlight.auth.testkit.store.AuthStoreContract} and its parts.
 *
 * <p><b>Threading.</b> Each test has its own instance. The store must be thread-safe, since races are part of the contract.
 */
@NullMarked
package io.moonlight.auth.testkit.store;

import org.jspecify.annotations.NullMarked;
