//! The contract.
/// c
pub struct Contract;
/// e
pub struct ContractError;
