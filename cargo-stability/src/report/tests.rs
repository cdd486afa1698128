mod forms;
mod hostile;
mod junit;
mod sample;
mod sarif;
mod schema;
