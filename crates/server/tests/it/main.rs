//! The binary as its users meet it, and the rules of the house.

#[cfg(test)]
mod cli;
#[cfg(test)]
mod demo;
#[cfg(test)]
mod house;
#[cfg(test)]
mod process;
